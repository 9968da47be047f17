import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import PropertyValue from './PropertyValue';
import Time from './Time';

/** A date-time in lists and on a record's page. */
export default function TimeValue(props: BasePropertyProps) {
  const value: unknown = props.record?.params[props.property.path];
  const isEmpty = value === undefined || value === null || value === '';
  return (
    <PropertyValue {...props}>
      {isEmpty ? '—' : <Time value={String(value)} precise={props.where === 'show'} stacked={props.where === 'list'} />}
    </PropertyValue>
  );
}
