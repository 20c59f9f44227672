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

/** User name and password of the manual proxy; the main process never returns them. */
export function ProxyPassword({ onChanged }: { readonly onChanged: () => void }) {
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const { data: facts } = useNetworkFacts();
  const set = useSetProxyPassword();

  const save = (name: string, secret: string): void =>
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
      <FormField label="User name and password">
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <StatusIndicator>
            Stored{facts.isProxyPasswordStored ? ', encrypted' : ' until you quit the app'}
          </StatusIndicator>
          <Button loading={set.isPending} onClick={() => save('', '')}>
            Remove
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
        if (userName !== '') save(userName, password);
      }}
    >
      <FormField label="User name and password" description="Only if the proxy requires them.">
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            ariaLabel="Proxy user name"
            placeholder="User name"
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
            Save
          </Button>
        </SpaceBetween>
        {facts && !facts.isProxyPasswordStored && (
          <Box variant="small">This system has no secure storage. The app removes them when you quit.</Box>
        )}
        {set.error && <ErrorLine error={toErrorData(set.error)} />}
      </FormField>
    </form>
  );
}
