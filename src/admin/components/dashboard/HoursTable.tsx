import React from 'react';
import { absolute } from '../ui/clock';
import { SEVERITIES } from '../ui/palette';
import { DenseTable } from '../ui/styles';
import type { Hour } from './dashboard-data';

/** The figures behind the chart. */
export default function HoursTable({ hours }: { hours: Hour[] }) {
  return (
    <DenseTable>
      <caption>Events by hour and severity</caption>
      <thead>
        <tr>
          <th scope="col">Hour from</th>
          {SEVERITIES.map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
          <th scope="col" className="number">
            all
          </th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ at, count, by_severity }) => (
          <tr key={at}>
            <th scope="row">{absolute(new Date(at))}</th>
            {SEVERITIES.map((name) => (
              <td key={name} className="number">
                {by_severity[name]}
              </td>
            ))}
            <td className="number">{count}</td>
          </tr>
        ))}
      </tbody>
    </DenseTable>
  );
}
