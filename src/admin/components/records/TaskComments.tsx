import { Box, DrawerContent, Text } from '@adminjs/design-system';
import { flat, type PropertyPlace, type RecordJSON, type ResourceJSON } from 'adminjs';
import React, { useState } from 'react';
import type { CommentRecord } from '../../../services/tasks/task-record.js';
import type { Serialised } from '../ui/serialised';
import { Hidden } from '../ui/styles';
import Time from '../ui/Time';
import CommentForm from './CommentForm';

type Comment = Serialised<CommentRecord>;

interface Props {
  resource: ResourceJSON;
  record?: RecordJSON;
  /** There for a property of a task's page; not there for the action `comment`, whose page this can be too. */
  where?: PropertyPlace;
}

const commentsOf = (record: RecordJSON): Comment[] => {
  const comments: unknown = flat.get(record.params, 'comments');
  return Array.isArray(comments) ? comments : [];
};

/** What people said about a task, oldest first, and a field to say more. */
export default function TaskComments({ resource, record, where }: Props) {
  const [fresh, setFresh] = useState<Comment[]>();
  if (!record) return null;
  const comments = fresh ?? commentsOf(record);
  const canComment = record.recordActions.some(({ name }) => name === 'comment');
  const Frame = where ? Box : DrawerContent;
  return (
    <Frame mb="xl" aria-label="Comments">
      <Text mb="default" fontWeight="bold">
        Comments ({comments.length})
      </Text>
      {comments.length === 0 && <Text mb="lg">Nobody has commented yet.</Text>}
      <ol data-testid="comments">
        {comments.map(({ id, user_name, comment, created_at }) => (
          <Box as="li" key={id} mb="default" p="default" bg="bg" borderRadius="4px">
            <Text fontSize="sm">
              <strong>{user_name}</strong> <Hidden>wrote</Hidden> <Time value={created_at} />
            </Text>
            <Text mt="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {comment}
            </Text>
          </Box>
        ))}
      </ol>
      {canComment && (
        <CommentForm resourceId={resource.id} recordId={record.id} onDone={(answer) => setFresh(commentsOf(answer))} />
      )}
    </Frame>
  );
}
