import { InputCSS, type Theme } from '@adminjs/design-system';
import { styled } from '@adminjs/design-system/styled-components';
import { Link as RouterLink } from 'react-router-dom';

interface Themed {
  theme: Theme;
}

const color = (name: keyof Theme['colors']) => (props: Themed) => props.theme.colors[name];
const MONOSPACE = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** The page's reset takes the outline away from what is no AdminJS component. */
const FOCUS_RING = `&:focus-visible { outline: 2px solid #3040d6; outline-offset: 2px; }`;

/** For screen readers alone. Fixed, so that it is no part of what the page scrolls. */
export const Hidden = styled.span`
  position: fixed;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

export const InAppLink = styled(RouterLink)`
  color: ${color('primary100')};
  text-decoration: none;
  &:hover { text-decoration: underline; }
  ${FOCUS_RING}
`;

export const Muted = styled.span`
  color: ${color('grey80')};
  font-size: 12px;
`;

/** Headings whose size does not follow from their level. */
export const Heading = styled.h2`
  font-size: ${({ large }: { large?: boolean }) => (large ? '24px' : '15px')};
  font-weight: 700;
  line-height: 1.4;
  color: ${color('text')};
`;

/** Text that keeps its line breaks and never widens the page. */
export const Preformatted = styled.pre`
  margin: 0;
  padding: 12px;
  font: 12px/18px ${MONOSPACE};
  color: ${color('text')};
  background: ${color('bg')};
  border: 1px solid ${color('border')};
  border-radius: 4px;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  ${FOCUS_RING}
`;

export const Mono = styled.code`
  font: 12px/18px ${MONOSPACE};
  overflow-wrap: anywhere;
`;

export const DenseTable = styled.table`
  width: 100%;
  font-size: 13px;
  line-height: 18px;
  color: ${color('text')};
  caption { text-align: left; padding-bottom: 8px; color: ${color('grey80')}; font-size: 12px; }
  th, td { padding: 6px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid ${color('border')}; }
  th { font-weight: 700; font-size: 12px; }
  td { overflow-wrap: break-word; }
  strong { font-weight: 700; }
  td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
`;

/** A browser's own select: small, and keyboards and screen readers know it. */
export const NativeSelect = styled.select`
  ${InputCSS}
  width: 100%;
  height: 34px;
  padding: 4px 8px;
  background: ${color('container')};
`;

/** A button that looks like a link, for what leads nowhere else. */
export const LinkButton = styled.button`
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  color: ${color('primary100')};
  cursor: pointer;
  &:hover { text-decoration: underline; }
  ${FOCUS_RING}
`;

export const Details = styled.details`
  summary { cursor: pointer; padding: 4px 0; font-size: 13px; color: ${color('grey80')}; ${FOCUS_RING} }
`;
