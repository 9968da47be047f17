import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Muted } from './styles';

/** The clipboard is there on https and localhost only; elsewhere the old way often still works. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
}

/** Copies a text, and says whether it did. */
export default function CopyButton({ text, what }: { text: string; what: string }) {
  const [result, setResult] = useState('');
  const handleClick = async () => {
    setResult('');
    const isCopied = await copy(text);
    setResult(isCopied ? 'Copied.' : 'Could not copy. Select the text and copy it yourself.');
  };
  return (
    <>
      <Button type="button" size="sm" variant="outlined" onClick={handleClick} aria-label={`Copy ${what}`}>
        <Icon icon="Copy" /> Copy
      </Button>{' '}
      <Muted role="status">{result}</Muted>
    </>
  );
}
