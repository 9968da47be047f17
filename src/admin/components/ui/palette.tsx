import type { Outcome } from '../../../entities/audit-entry.entity.js';
import type { MonitoringEvent, Severity } from '../../../entities/event.entity.js';
import type { JobState } from '../../../entities/job.entity.js';
import type { TaskPriority, TaskStatus } from '../../../entities/task.entity.js';
import type { KeyState } from '../../../services/api-keys/key-state.js';
import type { AwsAccountRecord } from '../../../services/aws-accounts/aws-account-record.js';

/**
 * The console's one palette for what things mean. Every `text` has a contrast of at least 4.5:1 on its `background`,
 * every `solid` at least 3:1 on white, so that a bar of a chart can be told from the paper.
 */
export interface Tone {
  text: string;
  background: string;
  border: string;
  solid: string;
}

const RED: Tone = { text: '#8f0d18', background: '#fce8ea', border: '#eeb4ba', solid: '#b3121f' };
const ORANGE: Tone = { text: '#8a3b06', background: '#fdebdd', border: '#f0c3a0', solid: '#d1640f' };
const YELLOW: Tone = { text: '#665100', background: '#fbf3d0', border: '#e2d08a', solid: '#a58300' };
const BLUE: Tone = { text: '#1f4f8a', background: '#e3eefa', border: '#b3cdec', solid: '#3b73b9' };
const GREY: Tone = { text: '#454b57', background: '#eceef1', border: '#cdd2d9', solid: '#7b828e' };
const GREEN: Tone = { text: '#14532d', background: '#e2f3e8', border: '#aed6bc', solid: '#2b7a47' };

export const SEVERITY_TONES: Record<Severity, Tone> = {
  critical: RED,
  high: ORANGE,
  medium: YELLOW,
  low: BLUE,
  unknown: GREY,
};

/** From the worst down. */
export const SEVERITIES = Object.keys(SEVERITY_TONES) as Severity[];

export const GOOD = GREEN;
export const BAD = RED;

type Word =
  | Severity
  | TaskPriority
  | TaskStatus
  | AwsAccountRecord['status']
  | KeyState
  | Outcome
  | NonNullable<MonitoringEvent['source_state']>
  | JobState;

/** What has a colour of its own. Priorities share the severities' words. */
const TONES: Record<Word, Tone> = {
  ...SEVERITY_TONES,
  open: BLUE,
  in_progress: YELLOW,
  closed: GREEN,
  pending: GREY,
  active: GREEN,
  failed: RED,
  disabled: GREY,
  revoked: GREY,
  expired: GREY,
  success: GREEN,
  refused: ORANGE,
  denied: RED,
  firing: RED,
  resolved: GREEN,
  created: BLUE,
  retry: ORANGE,
  completed: GREEN,
  cancelled: GREY,
};

const isWord = (value: string): value is Word => Object.hasOwn(TONES, value);

export const toneOf = (value: string): Tone => (isWord(value) ? TONES[value] : GREY);

/** `in_progress` as people write it. */
export const wordOf = (value: string): string => value.replaceAll('_', ' ');
