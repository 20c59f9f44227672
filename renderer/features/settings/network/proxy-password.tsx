import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { useNetworkFacts, useSetProxyPassword } from './api.ts';

/** Name and password for the manual proxy: they go in, and never come back. */
export function ProxyPassword({ onChanged }: { readonly onChanged: () => void }) {
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const { data: facts } = useNetworkFacts();
  const set = useSetProxyPassword();

  const keep = (name: string, secret: string): void =>
    set.mutate(
      { userName: name, password: secret },
      {
        onSuccess: () => {
          setUserName('');
          setPassword('');
          onChanged();
        },
      },
    );

  if (facts?.hasProxyPassword) {
    return (
      <FormField label="Name and password">
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <StatusIndicator>
            Held{facts.isProxyPasswordStored ? ', encrypted' : ' until the app ends'}
          </StatusIndicator>
          <Button loading={set.isPending} onClick={() => keep('', '')}>
            Forget them
          </Button>
        </SpaceBetween>
        {set.error && <ErrorLine error={toErrorData(set.error)} />}
      </FormField>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (userName !== '') keep(userName, password);
      }}
    >
      <FormField label="Name and password" description="Only where the proxy asks for them.">
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            ariaLabel="Proxy user name"
            placeholder="Name"
            autoComplete={false}
            value={userName}
            onChange={({ detail }) => setUserName(detail.value)}
          />
          <Input
            ariaLabel="Proxy password"
            placeholder="Password"
            type="password"
            autoComplete={false}
            value={password}
            onChange={({ detail }) => setPassword(detail.value)}
          />
          <Button disabled={userName === ''} loading={set.isPending}>
            Keep
          </Button>
        </SpaceBetween>
        {facts && !facts.isProxyPasswordStored && (
          <Box variant="small">
            This system offers no safe place for them: they are forgotten with the app’s end.
          </Box>
        )}
        {set.error && <ErrorLine error={toErrorData(set.error)} />}
      </FormField>
    </form>
  );
}
