import { type Attack, post } from './attack.js';

const loginsFrom = (addresses: number, each: number): Attack => ({
  name: `${addresses * each} logins with a wrong password from ${addresses} address(es)`,
  send: ({ base, user, run }, tally) =>
    Promise.all(
      Array.from({ length: addresses }, (_, at) => {
        const octet = Number.parseInt(run.slice(-2), 36) % 250;
        const headers = { 'x-forwarded-for': `198.51.${octet}.${at + each}` };
        return post(
          `${base}/api/auth/login`,
          { body: JSON.stringify({ email: user.email, password: 'wrong' }), headers, times: each },
          tally,
        );
      }),
    ),
});

export const logins: Attack[] = [loginsFrom(1, 60), loginsFrom(6, 50)];
