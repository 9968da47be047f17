/** The company that the demo plays: its people, and its AWS accounts. */
export interface Person {
  email: string;
  full_name: string;
  role: 'manager' | 'user' | 'viewer';
}

export const PEOPLE: Person[] = [
  { email: 'maya.lindqvist@example.com', full_name: 'Maya Lindqvist', role: 'manager' },
  { email: 'tomas.rivera@example.com', full_name: 'Tomás Rivera', role: 'manager' },
  { email: 'aisha.rahman@example.com', full_name: 'Aisha Rahman', role: 'user' },
  { email: 'jonas.weber@example.com', full_name: 'Jonas Weber', role: 'user' },
  { email: 'priya.nair@example.com', full_name: 'Priya Nair', role: 'user' },
  { email: 'sam.okafor@example.com', full_name: 'Sam Okafor', role: 'viewer' },
];

export interface Account {
  id: string;
  name: string;
  region: string;
  /** How much of the noise comes from here, against the others. */
  weight: number;
  /** What runs here; names of services, groups, databases and functions come from it. */
  systems: readonly string[];
}

const SHOP = ['checkout', 'catalogue', 'search', 'payments', 'web'] as const;

export const PRODUCTION: Account = {
  id: '111122223333',
  name: 'Shop production',
  region: 'eu-west-1',
  weight: 9,
  systems: SHOP,
};

export const ACCOUNTS: Account[] = [
  PRODUCTION,
  { id: '444455556666', name: 'Shop staging', region: 'eu-west-1', weight: 5, systems: SHOP },
  {
    id: '777788889999',
    name: 'Data platform',
    region: 'eu-central-1',
    weight: 5,
    systems: ['ingest', 'warehouse', 'reports', 'features'],
  },
  { id: '222233334444', name: 'Shop US', region: 'us-east-1', weight: 4, systems: SHOP },
  { id: '555566667777', name: 'Shared services', region: 'eu-west-1', weight: 2, systems: ['vpn', 'ci', 'artifacts'] },
  { id: '888899990000', name: 'Asia pilot', region: 'ap-southeast-1', weight: 1, systems: ['web', 'payments'] },
];
