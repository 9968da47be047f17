import { Button, DrawerContent, MessageBox, Text } from '@adminjs/design-system';
import { type ActionProps, ApiClient, useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { explain, failureOf } from '../adminjs/failure';
import { recordPath } from '../ui/links';
import SecretPanel, { isSecret, type Secret } from '../ui/SecretPanel';

const api = new ApiClient();

/** Gives a user a new password, after saying what that does. */
export default function ResetPassword({ resource, record, action }: ActionProps) {
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState('');
  const [secret, setSecret] = useState<Secret>();
  const { translateMessage } = useTranslation();
  const navigate = useNavigate();
  if (!record) return null;
  const goBack = () => navigate(recordPath(resource.id, record.id));

  const reset = async () => {
    setIsPending(true);
    setFailure('');
    try {
      const call = { resourceId: resource.id, recordId: record.id, actionName: action.name, data: {} };
      const { data } = await api.recordAction(call);
      if (isSecret(data.secret)) setSecret(data.secret);
      else
        setFailure(
          translateMessage(data.notice?.message ?? 'No new password came back. Nothing is known to have changed.'),
        );
    } catch (error) {
      setFailure(explain(failureOf(error), true));
    } finally {
      setIsPending(false);
    }
  };

  if (secret) {
    return (
      <DrawerContent>
        <SecretPanel secret={secret} doneLabel="I have it. Back to the user" onDone={goBack} />
      </DrawerContent>
    );
  }
  return (
    <DrawerContent>
      <Text mb="lg">
        This gives <strong>{String(record.params.full_name ?? record.title)}</strong> (
        {String(record.params.email ?? '')}) a new password and ends all of their sessions at once. The new password is
        shown here one time; hand it over in private. They must change it when they next log in.
      </Text>
      <div role="alert">{failure && <MessageBox mb="lg" variant="danger" message={failure} />}</div>
      <Button
        type="button"
        variant="contained"
        color="danger"
        disabled={isPending}
        onClick={reset}
        data-testid="reset-password-confirm"
      >
        {isPending ? 'Resetting…' : 'Reset the password'}
      </Button>{' '}
      <Button type="button" variant="text" disabled={isPending} onClick={goBack}>
        Cancel
      </Button>
    </DrawerContent>
  );
}
