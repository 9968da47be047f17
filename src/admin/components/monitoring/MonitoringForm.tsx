import { Box, Button, DrawerContent, DrawerFooter, Icon, Text } from '@adminjs/design-system';
import { type ActionProps, ApiClient, useNotice, useTranslation } from 'adminjs';
import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { explain, failureOf } from '../adminjs/failure';
import { recordPath, withRefresh } from '../ui/links';
import NotYet from '../ui/NotYet';
import ProblemSummary from '../ui/ProblemSummary';
import { Heading } from '../ui/styles';
import GlobalSettingsFields from './GlobalSettingsFields';
import { draftOf, newService, type Problems, type ServiceDraft } from './monitoring-draft';
import { settingsFrom } from './monitoring-payload';
import { isWebhookUnreadable, settingsOf } from './monitoring-settings';
import ServiceCard from './ServiceCard';
import UnreadableWebhook from './UnreadableWebhook';

const api = new ApiClient();

interface Refusal {
  message: string;
  problems: Problems;
}

/** The monitoring settings as a form. */
export default function MonitoringForm({ resource, record, action }: ActionProps) {
  const [draft, setDraft] = useState(() => record && draftOf(settingsOf(record)));
  const [refusal, setRefusal] = useState<Refusal>();
  const [isPending, setIsPending] = useState(false);
  const { translateMessage } = useTranslation();
  const addNotice = useNotice();
  const navigate = useNavigate();
  if (!record || !draft) return null;
  const problems = refusal?.problems ?? {};

  const setServices = (services: ServiceDraft[]) => setDraft({ ...draft, services });
  const changeService = (key: number, part: Partial<ServiceDraft>) =>
    setServices(draft.services.map((service) => (service.key === key ? { ...service, ...part } : service)));
  const removeService = (key: number) => {
    setServices(draft.services.filter((service) => service.key !== key));
    // Problems are told by position, and the positions have just changed.
    setRefusal(undefined);
  };

  const send = async (payload: string): Promise<Refusal | undefined> => {
    const call = { resourceId: resource.id, recordId: record.id, actionName: action.name, data: { payload } };
    const { data } = await api.recordAction(call);
    const errors = Object.entries(data.record?.errors ?? {});
    if (errors.length > 0 || data.notice?.type === 'error' || !data.record) {
      const message = translateMessage(data.notice?.message ?? 'The settings were not saved.');
      return { message, problems: Object.fromEntries(errors.map(([path, error]) => [path, error.message])) };
    }
    if (data.notice) addNotice(data.notice);
    navigate(withRefresh(data.redirectUrl ?? recordPath(resource.id, record.id)));
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { settings, problems: unsendable } = settingsFrom(draft);
    if (Object.keys(unsendable).length > 0) {
      setRefusal({ message: 'Some fields cannot be saved as they are.', problems: unsendable });
      return;
    }
    setIsPending(true);
    try {
      setRefusal(await send(JSON.stringify({ ...settings, version: record.params.version })));
    } catch (error) {
      setRefusal({ message: explain(failureOf(error), true), problems: {} });
    } finally {
      setIsPending(false);
    }
  };

  return (
    <Box as="form" noValidate onSubmit={save} data-testid="monitoring-form">
      <DrawerContent>
        {refusal && <ProblemSummary {...refusal} />}
        {isWebhookUnreadable(settingsOf(record).global_settings) && <UnreadableWebhook />}
        <NotYet />
        <GlobalSettingsFields
          value={draft.global_settings}
          problems={problems}
          onChange={(part) => setDraft({ ...draft, global_settings: { ...draft.global_settings, ...part } })}
        />
        <Heading style={{ marginBottom: 16 }}>Services</Heading>
        {draft.services.length === 0 && <Text mb="lg">No service is monitored yet. Add the first one.</Text>}
        {draft.services.map((service, index) => (
          <ServiceCard
            key={service.key}
            service={service}
            index={index}
            problems={problems}
            onChange={(part) => changeService(service.key, part)}
            onRemove={() => removeService(service.key)}
          />
        ))}
        <Button
          type="button"
          variant="outlined"
          onClick={() => setServices([...draft.services, newService(draft.global_settings.default_polling_interval)])}
        >
          <Icon icon="Plus" /> Add a service
        </Button>
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={isPending} data-testid="button-save">
          {isPending ? 'Saving…' : 'Save'}
        </Button>
      </DrawerFooter>
    </Box>
  );
}
