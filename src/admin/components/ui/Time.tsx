import React from 'react';
import { absolute, age, useNow, utc } from './clock';
import { Muted } from './styles';

interface Props {
  /** As an ISO text. */
  value: string;
  /** With seconds, for a record's page. */
  precise?: boolean;
  /** How long ago goes on a line of its own, for the narrow columns of lists. */
  stacked?: boolean;
  /** How long ago is what counts, as on the dashboard; when exactly stands in the tooltip. */
  ageOnly?: boolean;
}

/** A moment: local time with its zone, how long ago, and in UTC when pointed at. */
export default function Time({ value, precise = false, stacked = false, ageOnly = false }: Props) {
  const now = useNow();
  const date = new Date(value);
  // What is no date is shown as it is: better odd than hidden.
  if (Number.isNaN(date.getTime())) return <>{value}</>;
  if (ageOnly) {
    return (
      <time dateTime={date.toISOString()} title={`${absolute(date, true)} · ${utc(date)}`}>
        {age(date, now)}
      </time>
    );
  }
  return (
    <time dateTime={date.toISOString()} title={utc(date)}>
      <span style={{ whiteSpace: 'nowrap' }}>{absolute(date, precise)}</span>{' '}
      <Muted style={{ display: stacked ? 'block' : 'inline', whiteSpace: 'nowrap' }}>{age(date, now)}</Muted>
    </time>
  );
}
