import { randomBytes } from 'node:crypto';
import { ACCOUNTS, type Account, PEOPLE, type Person } from './cast.js';
import { type Client, unless } from './client.js';

/** One of the team: acts as itself where the demo has its password, through the administrator otherwise. */
export interface Member extends Person {
  id: string;
  client: Client;
}

interface Team {
  members: Member[];
  /** What those log in with that were made just now. */
  password: string;
  made: number;
}

interface Login {
  access_token: string;
}

/** Makes the people who are not there yet. The administrator works along. */
export async function setUpTeam(admin: Client, step: () => void): Promise<Team> {
  const password = randomBytes(12).toString('base64url');
  const members: Member[] = [];
  let made = 0;
  for (const person of PEOPLE) {
    const user = await unless(['EMAIL_TAKEN'], admin.post<{ id: string }>('/users', { ...person, password }));
    if (user) {
      const { access_token } = await admin.post<Login>('/auth/login', { email: person.email, password });
      members.push({ ...person, id: user.id, client: admin.as(access_token) });
      made += 1;
    } else {
      const found = await admin.get<{ items: Member[] }>(`/users?search=${encodeURIComponent(person.email)}`);
      const there = found.items.find(({ email }) => email === person.email);
      if (there) members.push({ ...person, id: there.id, client: admin });
    }
    step();
  }
  const me = await admin.get<Member>('/auth/me');
  members.push({ email: me.email, full_name: me.full_name, role: 'manager', id: me.id, client: admin });
  return { members, password, made };
}

/** Makes the AWS accounts that are not there yet. Their roles are made up: testing them fails, and says why. */
export async function setUpAccounts(admin: Client, step: () => void): Promise<void> {
  for (const account of ACCOUNTS) {
    await unless(['ACCOUNT_ID_TAKEN'], admin.post('/config/aws-accounts', accountInput(account)));
    step();
  }
}

const accountInput = ({ id, name, region }: Account) => ({
  account_id: id,
  account_name: name,
  region,
  role_arn: `arn:aws:iam::${id}:role/SignalboxReadOnly`,
  external_id: `signalbox-demo-${id.slice(0, 4)}`,
});

const SERVICES = [
  {
    service_name: 'shop.orders',
    severity_rules: [
      { metric: 'error_rate', operator: '>=', value: 20, severity: 'critical' },
      { metric: 'error_rate', operator: '>=', value: 8, severity: 'high' },
      { metric: 'error_rate', operator: '>=', value: 3.5, severity: 'low' },
    ],
  },
  {
    service_name: 'rds',
    severity_rules: [{ metric: 'EventID', operator: '==', value: 'RDS-EVENT-0049', severity: 'high' }],
  },
  {
    service_name: 'config',
    severity_rules: [
      { metric: 'newEvaluationResult.complianceType', operator: '==', value: 'NON_COMPLIANT', severity: 'medium' },
    ],
  },
];

interface Monitoring {
  services: { service_name: string }[];
}

/** Adds the demo's severity rules. A service that has settings already keeps them. */
export async function setUpMonitoring(admin: Client): Promise<void> {
  const { services } = await admin.get<Monitoring>('/config/monitoring');
  const there = new Set(services.map(({ service_name }) => service_name.toLowerCase()));
  const missing = SERVICES.filter(({ service_name }) => !there.has(service_name));
  if (missing.length > 0) await admin.put('/config/monitoring', { services: [...services, ...missing] });
}
