import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { networkSettingsSchema, proxyModeSchema } from '../../../../shared/models/network.ts';
import { useEdited } from '../use-edited.ts';
import { ProxyPassword } from './proxy-password.tsx';

interface Props {
  readonly network: NetworkSettings;
  readonly onChange: (network: NetworkSettings) => void;
  readonly onPasswordChanged: () => void;
}

const modes = [
  {
    value: 'system',
    label: 'System settings',
    description: 'Includes automatic configuration (PAC).',
  },
  {
    value: 'environment',
    label: 'Environment variables',
    description: 'HTTPS_PROXY, HTTP_PROXY and NO_PROXY.',
  },
  { value: 'manual', label: 'Manual' },
  { value: 'none', label: 'No proxy', description: 'Connects directly to all hosts.' },
] as const;

/** The problem of a proxy address; undefined when it is valid. */
const urlProblem = (url: string): string | undefined =>
  url === ''
    ? 'Enter the proxy as http://host:port.'
    : networkSettingsSchema.shape.proxyUrl.safeParse(url).error?.issues[0]?.message;

/** The proxy for connections to AWS, and the hosts that bypass it. */
export function ProxySettings({ network, onChange, onPasswordChanged }: Props) {
  const [url, setUrl] = useEdited(network.proxyUrl ?? '');
  const [bypass, setBypass] = useEdited(network.proxyBypass ?? '');
  const [checked, setChecked] = useState(false);
  const problem = urlProblem(url.trim());
  const { proxyUrl: _, proxyBypass: __, ...rest } = network;

  const save = (): void => {
    setChecked(true);
    if (problem !== undefined) return;
    const hosts = bypass.trim();
    if (url.trim() === network.proxyUrl && hosts === (network.proxyBypass ?? '')) return;
    onChange({ ...rest, proxyUrl: url.trim(), ...(hosts !== '' && { proxyBypass: hosts }) });
  };

  return (
    <SpaceBetween size="m">
      <FormField label="Proxy">
        <RadioGroup
          ariaLabel="Proxy"
          value={network.proxyMode}
          items={[...modes]}
          onChange={({ detail }) => onChange({ ...network, proxyMode: proxyModeSchema.parse(detail.value) })}
        />
      </FormField>
      {network.proxyMode === 'manual' && (
        <SpaceBetween size="m">
          <FormField label="Address" errorText={checked || url !== '' ? problem : undefined}>
            <Input
              value={url}
              placeholder="http://proxy.example.com:3128"
              spellcheck={false}
              onChange={({ detail }) => setUrl(detail.value)}
              onBlur={save}
              onKeyDown={({ detail }) => detail.key === 'Enter' && save()}
            />
          </FormField>
          <FormField
            label="Excluded hosts"
            description="Separated by commas, as in NO_PROXY: localhost, .internal, 10.0.0.1"
          >
            <Input
              value={bypass}
              spellcheck={false}
              onChange={({ detail }) => setBypass(detail.value)}
              onBlur={save}
              onKeyDown={({ detail }) => detail.key === 'Enter' && save()}
            />
          </FormField>
          <ProxyPassword onChanged={onPasswordChanged} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
