import { type Attack, post, tokenOf } from './attack.js';
import { thousandEvents } from './events.js';

const manySources: Attack = {
  name: '100,000 sources of one key',
  send: async ({ base, apiKey, run }, tally) => {
    for (let batch = 0; batch < 100; batch++) {
      const body = thousandEvents(`${run}-s${batch}`, (at) => ({ source: `source-${run}-${batch}-${at}` }));
      await post(`${base}/api/events`, { body, headers: { 'x-api-key': apiKey } }, tally);
    }
  },
};

const tenViewers: Attack = {
  name: 'ten viewers of the overview after that',
  send: async (who, tally) => {
    const headers = { authorization: `Bearer ${await tokenOf(who)}` };
    const one = async () => {
      const answer = await fetch(`${who.base}/api/dashboard/overview`, { headers });
      await answer.arrayBuffer();
      tally(answer.status);
    };
    await Promise.all(Array.from({ length: 10 }, one));
  },
};

/** In this order. */
export const figures: Attack[] = [manySources, tenViewers];
