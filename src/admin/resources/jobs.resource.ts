import { JOB_STATES, Job } from '../../entities/job.entity.js';
import type { Deps } from '../../services/deps.js';
import { getJob } from '../../services/jobs/get-job.js';
import type { JobRecord } from '../../services/jobs/job-record.js';
import { listJobs } from '../../services/jobs/list-jobs.js';
import { retryJob } from '../../services/jobs/retry-job.js';
import { Components } from '../adminjs/component-loader.js';
import { done, recordAction } from '../adminjs/record-action.js';
import { between, buildResource, choices, exactly, oneOf } from '../adminjs/resource.js';

/** A job as the console shows it. */
const shownJob = <Shown extends JobRecord>(job: Shown) => ({
  ...job,
  attempts: `${job.attempts} of ${job.most_attempts}`,
});

/** Of an error, what a list has room for. */
const firstLine = (error: string | null): string | null => error && (error.split('\n', 1)[0] as string).slice(0, 200);

export const jobsResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'jobs',
    entity: Job,
    icon: 'Clock',
    titleProperty: 'name',
    words: {
      many: 'Jobs',
      one: 'job',
      empty: {
        title: 'No jobs yet',
        text: 'A process whose SIGNALBOX_ROLE is worker or all sends the first ones within the hour, and does them.',
      },
      actions: { retry: 'Try again' },
      properties: {
        started_at: 'Started at',
        completed_at: 'Ended at',
        last_success_at: 'Last success',
        stack: 'Where it failed',
      },
    },
    reads: {
      list: listJobs,
      listed: (job: JobRecord) => ({ ...shownJob(job), error: firstLine(job.error) }),
      get: getJob,
      shown: shownJob,
    },
    list: ['name', 'state', 'error', 'attempts', 'created_at', 'completed_at'],
    show: [
      'name',
      'state',
      'error',
      'attempts',
      'created_at',
      'started_at',
      'completed_at',
      'last_success_at',
      'data',
      'stack',
      'id',
    ],
    filters: { name: exactly('name'), state: oneOf('state'), created_at: between },
    sortable: ['name', 'created_at', 'started_at', 'completed_at'],
    sort: { sortBy: 'created_at', direction: 'desc' },
    properties: {
      state: { availableValues: choices(JOB_STATES), components: { list: Components.Badge, show: Components.Badge } },
      error: { type: 'string' },
      attempts: { type: 'string' },
      last_success_at: { type: 'datetime', description: 'Of the jobs of this name, within the last week' },
      data: { components: { show: Components.JsonValue } },
      stack: { components: { show: Components.JsonValue } },
    },
    actions: {
      retry: recordAction(deps, {
        operation: retryJob,
        icon: 'RefreshCw',
        isVisible: ({ state }) => state === 'failed',
        answer: () => done('The job is tried again.'),
      }),
    },
  });
