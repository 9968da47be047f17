import { Box } from '@adminjs/design-system';
import React from 'react';
import { hourLabel, zoneName } from '../ui/clock';
import { SEVERITIES, SEVERITY_TONES } from '../ui/palette';
import { Details } from '../ui/styles';
import type { Hour } from './dashboard-data';
import HoursTable from './HoursTable';

const WIDTH = 1040;
const HEIGHT = 190;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;
const PLOT = HEIGHT - BOTTOM - TOP;
const LABEL_EVERY = 3;
const TEXT = { fontSize: 11, fill: '#454655' };

/** A round number at or above the highest bar, so that the axis reads well; even, so that its half is whole. */
function ceilingOf(hours: Hour[]): number {
  const highest = Math.max(2, ...hours.map(({ count }) => count));
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const ceiling = [1, 2, 4, 6, 8, 10].map((step) => step * magnitude).find((step) => step >= highest) ?? highest;
  return Math.max(2, ceiling);
}

const summary = ({ at, count, by_severity }: Hour): string =>
  `${hourLabel(new Date(at))}: ${count} (${SEVERITIES.map((name) => `${name} ${by_severity[name]}`).join(', ')})`;

/** One hour: severities on top of each other, the worst at the bottom, where bars can be compared. */
function Bar({ hour, x, width, scale }: { hour: Hour; x: number; width: number; scale: number }) {
  let y = TOP + PLOT;
  return (
    <g>
      <title>{summary(hour)}</title>
      {/* The whole column answers to the pointer: a low bar is hard to hit. */}
      <rect x={x} y={TOP} width={width} height={PLOT} fill="transparent" />
      {SEVERITIES.filter((name) => hour.by_severity[name] > 0).map((name) => {
        const height = hour.by_severity[name] * scale;
        y -= height;
        return (
          <rect
            key={name}
            x={x + 2}
            y={y}
            width={width - 4}
            height={height}
            fill={SEVERITY_TONES[name].solid}
            stroke="#fff"
            strokeWidth={0.5}
          />
        );
      })}
    </g>
  );
}

/** The events of the last 24 hours, hour by hour. */
export default function HoursChart({ hours }: { hours: Hour[] }) {
  const ceiling = ceilingOf(hours);
  const width = (WIDTH - LEFT) / Math.max(1, hours.length);
  const total = hours.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`${total} events in the last 24 hours, by hour and severity. The table below has the figures.`}
      >
        {[0, ceiling / 2, ceiling].map((value) => {
          const y = TOP + PLOT - (value / ceiling) * PLOT;
          return (
            <g key={value}>
              <line x1={LEFT} x2={WIDTH} y1={y} y2={y} stroke="#e3e4e8" />
              <text x={LEFT - 6} y={y + 4} textAnchor="end" {...TEXT}>
                {value.toLocaleString('en')}
              </text>
            </g>
          );
        })}
        {hours.map((hour, index) => (
          <Bar key={hour.at} hour={hour} x={LEFT + index * width} width={width} scale={PLOT / ceiling} />
        ))}
        {hours.map(({ at }, index) =>
          index % LABEL_EVERY === 0 ? (
            <text key={at} x={LEFT + index * width + 2} y={HEIGHT - 6} {...TEXT}>
              {hourLabel(new Date(at))}
            </text>
          ) : null,
        )}
      </svg>
      <Box
        as="ul"
        flex
        style={{ gap: 16, flexWrap: 'wrap', fontSize: 12 }}
        aria-label="Legend, from the bottom of the bars up"
      >
        {SEVERITIES.map((name) => (
          <li key={name}>
            <span
              aria-hidden="true"
              style={{ display: 'inline-block', width: 10, height: 10, background: SEVERITY_TONES[name].solid }}
            />{' '}
            {name}
          </li>
        ))}
        <li>Hours in {zoneName()}</li>
      </Box>
      <Details>
        <summary>Show as a table</summary>
        <HoursTable hours={hours} />
      </Details>
    </>
  );
}
