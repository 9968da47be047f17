/** What a resource calls things. AdminJS would head its pages "List" and "Show". */
export interface Words {
  many: string;
  /** In the middle of a sentence. */
  one: string;
  /** What a list without records says, and what the button to the form of a new one. */
  empty: { title: string; text: string; create?: string };
  actions?: Record<string, string>;
  messages?: Record<string, string>;
  properties?: Record<string, string>;
}

/** The console's words, where AdminJS has none or worse ones; those of each resource stand in its own file. */
export function localeOf(words: Record<string, Words>) {
  const resources = Object.entries(words);
  return {
    language: 'en',
    availableLanguages: ['en'],
    translations: {
      en: {
        labels: Object.fromEntries(resources.map(([id, { many }]) => [id, many])),
        resources: Object.fromEntries(resources.map(([id, own]) => [id, translationsOf(own)])),
        ...SHARED,
      },
    },
  };
}

const translationsOf = ({ many, one, empty, actions, messages, properties = {} }: Words) => ({
  actions: {
    list: many,
    show: `${one.charAt(0).toUpperCase()}${one.slice(1)}`,
    edit: `Edit ${one}`,
    new: `New ${one}`,
    ...actions,
  },
  messages: {
    emptyTitle: empty.title,
    emptyText: empty.text,
    emptyCreate: empty.create ?? `New ${one}`,
    ...messages,
  },
  properties,
});

const SHARED = {
  messages: {
    confirmDelete: 'Delete this?',
    anyForbiddenError: 'You may not do this.',
    forbiddenError: 'You may not do this.',
    error404Resource: 'There is nothing here by that name.',
    error404Action: 'There is no such page, or it is not yours to see.',
    error404Record: 'There is no such record, or it is not yours to see.',
  },
  properties: {
    id: 'ID',
    created_at: 'Created at',
    created_by: 'Created by',
    updated_at: 'Updated at',
    expires_at: 'Expires at',
    is_active: 'Active',
  },
};
