import { styled } from '@adminjs/design-system/styled-components';
import { useCurrentAdmin } from 'adminjs';
import React from 'react';
import type { Severity } from '../../../entities/event.entity.js';
import { listPath } from '../ui/links';
import { SEVERITY_TONES, type Tone } from '../ui/palette';
import { InAppLink, Muted } from '../ui/styles';
import type { DashboardData } from './dashboard-data';

const Row = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
  gap: 12px;
  list-style: none;
`;

const Tile = styled.li`
  padding: 12px 16px;
  background: ${({ theme }: { theme: { colors: { container: string } } }) => theme.colors.container};
  border: 1px solid #e3e4e8;
  border-left: 4px solid ${({ tone }: { tone: Tone }) => tone.solid};
  border-radius: 6px;
  line-height: 20px;
  a { display: block; color: inherit; }
  strong { display: block; font-size: 28px; line-height: 34px; font-weight: 700; font-variant-numeric: tabular-nums; }
`;

interface Figure {
  label: string;
  count: number;
  note?: string;
  /** The list that the figure counts. */
  to: string;
  /** The colour that it has when it is not zero. */
  tone: Tone;
}

const DAY = 86_400_000;

function figuresOf({ attention, last_day, tasks, generated_at }: DashboardData, ownId: string | undefined): Figure[] {
  const { critical, high, low } = SEVERITY_TONES;
  const dayBefore = new Date(new Date(generated_at).getTime() - DAY).toISOString();
  const open = (severity: Severity) => listPath('events', { severity, needs_attention: 'true' });
  const accounts = last_day.affected_accounts;
  return [
    { label: 'Critical, need attention', count: attention.critical, to: open('critical'), tone: critical },
    {
      label: 'High, need attention',
      count: Math.max(0, attention.total - attention.critical),
      to: open('high'),
      tone: high,
    },
    {
      label: 'Events in 24 hours',
      count: last_day.total,
      note: `from ${accounts} account${accounts === 1 ? '' : 's'}`,
      to: listPath('events', { 'published_at~~from': dayBefore }),
      tone: low,
    },
    {
      label: 'Open tasks',
      count: tasks.by_status.open,
      note: `${tasks.by_status.in_progress} in progress`,
      to: listPath('tasks', { status: 'open' }),
      tone: low,
    },
    { label: 'Overdue tasks', count: tasks.overdue, to: listPath('tasks', { is_overdue: 'true' }), tone: high },
    {
      label: 'My unfinished tasks',
      count: tasks.my_tasks,
      to: listPath('tasks', { unfinished: 'true', ...(ownId && { assigned_user_id: ownId }) }),
      tone: low,
    },
  ];
}

/** The figures that answer "what is wrong now", each a link to what it counts. */
export default function Figures({ data }: { data: DashboardData }) {
  const [admin] = useCurrentAdmin();
  return (
    <Row>
      {figuresOf(data, admin?.id).map(({ label, count, note, to, tone }) => (
        <Tile key={label} tone={count > 0 ? tone : SEVERITY_TONES.unknown}>
          <InAppLink to={to}>
            <strong>{count.toLocaleString('en')}</strong>
            {label}
          </InAppLink>
          {note && <Muted>{note}</Muted>}
        </Tile>
      ))}
    </Row>
  );
}
