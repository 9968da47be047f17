import { Box, Icon } from '@adminjs/design-system';
import { styled } from '@adminjs/design-system/styled-components';
import { type CurrentAdmin, useNotice } from 'adminjs';
import React, { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './Setup';
import { Muted } from '../ui/styles';
import { onFailure } from './failure';

const Item = styled.a`
  display: flex;
  align-items: center;
  gap: 8px;
  width: 100%;
  box-sizing: border-box;
  padding: 10px 16px;
  border: 0;
  background: none;
  font: inherit;
  color: inherit;
  text-align: left;
  text-decoration: none;
  white-space: nowrap;
  cursor: pointer;
  &:hover { background: rgba(0, 0, 0, 0.05); }
  &:focus-visible { outline: 2px solid #3040d6; outline-offset: -2px; }
`;

interface Props {
  session: CurrentAdmin;
  paths: { logoutPath: string };
}

/** Who is logged in, and the way out. Opens by click and by keyboard; AdminJS's own menu opens to a mouse only. */
export default function LoggedIn({ session, paths }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const addNotice = useNotice();
  useEffect(() => onFailure(({ message }) => addNotice({ type: 'error', message })), [addNotice]);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    setIsOpen(false);
    button.current?.focus();
  };
  const closeWhenLeft = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
  };
  return (
    <Box
      as="div"
      flexShrink={0}
      position="relative"
      data-css="logged-in"
      onKeyDown={closeOnEscape}
      onBlur={closeWhenLeft}
    >
      <Item
        as="button"
        type="button"
        ref={button}
        aria-expanded={isOpen}
        data-testid="user-menu"
        onClick={() => setIsOpen(!isOpen)}
      >
        <span>
          {session.email}
          <br />
          <Muted>{session.title}</Muted>
        </span>
        <Icon icon={isOpen ? 'ChevronUp' : 'ChevronDown'} />
      </Item>
      {isOpen && (
        <Box
          as="div"
          position="absolute"
          right={0}
          minWidth="100%"
          bg="container"
          border="default"
          boxShadow="card"
          style={{ zIndex: 50 }}
        >
          <Item href="/admin/change-password" data-testid="change-password">
            <Icon icon="Key" /> Change password
          </Item>
          <form method="post" action={paths.logoutPath}>
            <Item as="button" type="submit" data-testid="log-out">
              <Icon icon="LogOut" /> Log out
            </Item>
          </form>
        </Box>
      )}
    </Box>
  );
}
