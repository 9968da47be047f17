import { api } from '../support/api.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';

describe('A name that stands twice in a query', () => {
  it('is refused where one value is meant, however it is spelled', async () => {
    const user = api.as(await aUser());
    for (const query of ['search=a&search=b', 'search[]=a&search=b', 'search[0]=a&search[1]=b']) {
      expectError(await user.get(`/tasks?${query}`), 'VALIDATION_FAILED', { search: /once only/ });
    }
    expectError(await user.get('/tasks?page=1&page=2'), 'VALIDATION_FAILED', { page: /once only/ });
  });
});
