/** As EventBridge sends it; its id differs from run to run. */
export const eventOf = (id: string, fields: object = {}) => ({
  id,
  'detail-type': 'Attack',
  source: 'attack',
  account: '111122223333',
  time: new Date(Date.now() - 60_000).toISOString(),
  region: 'eu-west-1',
  resources: [],
  detail: {},
  ...fields,
});

/** The body of a thousand events. */
export const thousandEvents = (run: string, fields: (at: number) => object): string =>
  JSON.stringify(Array.from({ length: 1000 }, (_, at) => eventOf(`${run}-${at}`, fields(at))));
