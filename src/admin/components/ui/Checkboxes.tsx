import { Box, CheckBox, FormGroup, FormMessage, Label } from '@adminjs/design-system';
import { type EditPropertyProps, flat, useTranslation } from 'adminjs';
import React from 'react';

/** Several of a few values: a box each, where AdminJS would have people add items to a list first. */
export default function Checkboxes({ property, record, resource, onChange }: EditPropertyProps) {
  const { translateProperty } = useTranslation();
  const current: unknown = flat.get(record.params, property.path);
  const chosen: unknown[] = Array.isArray(current) ? current : [];
  const error = record.errors[property.path];
  const toggle = (value: unknown) => {
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    onChange(property.path, next);
  };
  const label = translateProperty(property.label, resource.id);
  return (
    <FormGroup error={Boolean(error)} role="group" aria-label={label}>
      <Label required={property.isRequired}>{label}</Label>
      {property.availableValues?.map(({ value, label: text }) => (
        <Box key={String(value)} flex alignItems="center" mt="sm">
          <CheckBox id={`${property.path}-${value}`} checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <Label inline htmlFor={`${property.path}-${value}`} ml="default" mb={0}>
            {text}
          </Label>
        </Box>
      ))}
      <FormMessage>{error?.message ?? property.description}</FormMessage>
    </FormGroup>
  );
}
