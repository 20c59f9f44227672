import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { CertificateSource, NetworkSettings } from '../../../../shared/models/network.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { useChooseCertificateFile, useNetworkFacts } from './api.ts';
import styles from './network.module.css';

interface Props {
  readonly network: NetworkSettings;
  readonly onChange: (network: NetworkSettings) => void;
}

const sources = {
  system: 'The operating system',
  settings: 'Custom file',
  AWS_CA_BUNDLE: 'AWS_CA_BUNDLE',
  ca_bundle: 'ca_bundle of the AWS config file',
  NODE_EXTRA_CA_CERTS: 'NODE_EXTRA_CA_CERTS',
} as const satisfies Record<CertificateSource['from'], string>;

/** The sources of trusted certificates, and a custom PEM file. */
export function CertificateSettings({ network, onChange }: Props) {
  const facts = useNetworkFacts();
  const choose = useChooseCertificateFile();
  const { certificateFile, ...rest } = network;
  const error = choose.error ?? facts.error;

  return (
    <FormField
      label="Certificates"
      description="Networks that inspect TLS use their own certificate authority, which must be trusted here."
    >
      <ul className={styles.facts} aria-label="Certificate sources">
        {(facts.data?.certificates ?? []).map(({ from, path, count, problem }) => (
          <li key={from}>
            <StatusIndicator type={problem === undefined ? 'success' : 'error'}>
              {sources[from]}: {problem ?? formatCount(count, 'certificate')}
            </StatusIndicator>
            {path !== undefined && <span className={styles.path}>{path}</span>}
          </li>
        ))}
      </ul>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          loading={choose.isPending}
          onClick={() =>
            choose.mutate(undefined, {
              onSuccess: (path) => path !== null && onChange({ ...network, certificateFile: path }),
            })
          }
        >
          {certificateFile === undefined ? 'Add PEM file…' : 'Choose another PEM file…'}
        </Button>
        {certificateFile !== undefined && (
          <Button onClick={() => onChange(rest)}>Remove {getName(certificateFile)}</Button>
        )}
      </SpaceBetween>
      {error && <ErrorLine error={toErrorData(error)} />}
    </FormField>
  );
}

const getName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
