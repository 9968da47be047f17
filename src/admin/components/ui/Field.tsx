import { CheckBox, FormGroup, FormMessage, Label } from '@adminjs/design-system';
import React, { type ReactNode, useId } from 'react';
import { Muted } from './styles';

interface InputProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
}

interface Props {
  label: string;
  hint?: string;
  error?: string | undefined;
  children: (input: InputProps) => ReactNode;
}

/** A labelled input with its hint and its problem, tied together for screen readers. */
export default function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const input = { id, 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-hint ${id}-error` };
  return (
    <FormGroup error={error !== undefined} mb="lg">
      <Label htmlFor={id}>{label}</Label>
      {children(input)}
      <Muted id={`${id}-hint`} style={{ display: 'block', marginTop: 4, lineHeight: '16px' }}>
        {hint}
      </Muted>
      {error !== undefined && <FormMessage id={`${id}-error`}>{error}</FormMessage>}
    </FormGroup>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** The box tells of a click on its drawing as of one on its input, so the new state is the opposite of the old one. */
export function CheckField({ label, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <FormGroup mb="lg">
      <CheckBox id={id} checked={checked} onChange={() => onChange(!checked)} />
      <Label inline htmlFor={id}>
        {label}
      </Label>
    </FormGroup>
  );
}
