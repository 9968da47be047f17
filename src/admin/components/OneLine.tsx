import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import PropertyValue from './PropertyValue';

/** An id, a region or a name of AWS: AdminJS's lists would break it anywhere. */
export default function OneLine(props: BasePropertyProps) {
  const value: unknown = props.record?.params[props.property.path];
  const isEmpty = value === undefined || value === null || value === '';
  return (
    <PropertyValue {...props}>
      <span style={{ whiteSpace: 'nowrap' }}>{isEmpty ? '—' : String(value)}</span>
    </PropertyValue>
  );
}
