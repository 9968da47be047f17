import { Box, Button, DrawerContent, DrawerFooter } from '@adminjs/design-system';
import {
  ActionHeader,
  type ActionProps,
  BasePropertyComponent,
  LayoutElementRenderer,
  useRecord,
  useTranslation,
} from 'adminjs';
import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { listPath, withRefresh } from '../ui/links';
import SecretPanel, { isSecret, type Secret } from '../ui/SecretPanel';

/** The form of a new record, as AdminJS has it, for records that come with a secret: that is shown before going on. */
export default function NewWithSecret(props: ActionProps) {
  const { record: initial, resource, action } = props;
  const { record, handleChange, submit, loading } = useRecord(initial, resource.id);
  const { translateButton } = useTranslation();
  const [made, setMade] = useState<{ secret: Secret; onward: string }>();
  const navigate = useNavigate();

  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    // useRecord shows the failure itself.
    const response = await submit().catch(() => undefined);
    if (!response) return;
    const { secret, redirectUrl } = response.data;
    if (isSecret(secret)) setMade({ secret, onward: redirectUrl ?? listPath(resource.id) });
    else if (redirectUrl) navigate(withRefresh(redirectUrl));
  };

  const where = 'edit';
  const form = { ...props, where, record, onChange: handleChange } as const;
  if (made) {
    return (
      <DrawerContent>
        <SecretPanel
          secret={made.secret}
          doneLabel="I have it. Go on"
          onDone={() => navigate(withRefresh(made.onward))}
        />
      </DrawerContent>
    );
  }
  return (
    <Box as="form" flex flexGrow={1} flexDirection="column" onSubmit={handleSubmit}>
      <DrawerContent>
        {action.showInDrawer && <ActionHeader {...props} />}
        {action.layout
          ? action.layout.map((element) => (
              <LayoutElementRenderer key={element.properties.join()} layoutElement={element} {...form} />
            ))
          : resource.editProperties.map((property) => (
              <BasePropertyComponent key={property.propertyPath} property={property} {...form} />
            ))}
      </DrawerContent>
      <DrawerFooter>
        <Button variant="contained" type="submit" data-testid="button-save" disabled={loading}>
          {translateButton('save', resource.id)}
        </Button>
      </DrawerFooter>
    </Box>
  );
}
