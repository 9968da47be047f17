import { Button, FormGroup, FormMessage, Label, TextArea } from '@adminjs/design-system';
import { ApiClient, type RecordJSON, useTranslation } from 'adminjs';
import React, { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import { explain, failureOf } from '../adminjs/failure';
import { Hidden } from '../ui/styles';

const api = new ApiClient();

interface Props {
  resourceId: string;
  recordId: string;
  onDone: (record: RecordJSON) => void;
}

/** Says something about a task. What was typed stays until it is saved. */
export default function CommentForm({ resourceId, recordId, onDone }: Props) {
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const { translateMessage } = useTranslation();
  const id = useId();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setIsPending(true);
    setFailure('');
    setIsSaved(false);
    try {
      const { data } = await api.recordAction({ resourceId, recordId, actionName: 'comment', data: { comment } });
      const problem = data.record?.errors?.comment?.message;
      const isRefused = problem !== undefined || data.notice?.type === 'error' || !data.record;
      if (isRefused) {
        setFailure(problem ?? translateMessage(data.notice?.message ?? 'The comment was not saved.'));
        return;
      }
      // What was typed while it was being saved is the beginning of the next one.
      setComment((typed) => (typed === comment ? '' : typed));
      setIsSaved(true);
      onDone(data.record);
    } catch (error) {
      setFailure(explain(failureOf(error), true));
    } finally {
      setIsPending(false);
    }
  };

  return (
    <form onSubmit={send}>
      <FormGroup mt="lg" mb="default" error={failure !== ''}>
        <Label htmlFor={id}>Add a comment</Label>
        <TextArea
          id={id}
          width={1}
          rows={3}
          value={comment}
          aria-invalid={failure !== ''}
          aria-describedby={`${id}-failure`}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setComment(event.target.value)}
          data-testid="comment-input"
        />
        <div id={`${id}-failure`} role="alert">
          {failure && <FormMessage>{failure}</FormMessage>}
        </div>
      </FormGroup>
      <Button
        type="submit"
        variant="contained"
        disabled={isPending || comment.trim() === ''}
        data-testid="comment-submit"
      >
        {isPending ? 'Saving…' : 'Comment'}
      </Button>
      <Hidden role="status">{isSaved ? 'The comment is saved.' : ''}</Hidden>
    </form>
  );
}
