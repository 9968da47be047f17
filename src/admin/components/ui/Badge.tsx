import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import PropertyValue from './PropertyValue';
import StatusBadge from './StatusBadge';

/** A severity, priority, status or outcome in lists and on a record's page. */
export default function Badge(props: BasePropertyProps) {
  const value: unknown = props.record?.params[props.property.path];
  const isEmpty = value === undefined || value === null || value === '';
  return <PropertyValue {...props}>{isEmpty ? '—' : <StatusBadge value={String(value)} />}</PropertyValue>;
}
