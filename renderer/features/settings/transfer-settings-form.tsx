import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TransferSettings } from '../../../shared/models/settings.ts';
import { bandwidthText, readBandwidth, readCount } from './kept-number.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly transfers: TransferSettings;
  readonly onChange: (transfers: TransferSettings) => void;
}

const readAtOnce = readCount(1, 10);
const readLayersAtOnce = readCount(1, 64);

/** How much goes on at once, and how fast it may get. */
export function TransferSettingsForm({ transfers, onChange }: Props) {
  const { bandwidth, ...rest } = transfers;
  return (
    <SpaceBetween size="m">
      <NumberField
        label="Transfers at once"
        description="The others wait for their turn."
        kept={String(transfers.atOnce)}
        read={readAtOnce}
        onKeep={(atOnce) => atOnce !== undefined && onChange({ ...transfers, atOnce })}
      />
      <NumberField
        label="Layers at once"
        description="Of each transfer; for those that begin from now on."
        kept={String(transfers.layersAtOnce)}
        read={readLayersAtOnce}
        onKeep={(layersAtOnce) => layersAtOnce !== undefined && onChange({ ...transfers, layersAtOnce })}
      />
      <NumberField
        label="Bandwidth cap, in MB/s"
        description="What all transfers together may read; at once, for those that run, too."
        placeholder="No cap"
        kept={bandwidthText(bandwidth)}
        read={readBandwidth}
        onKeep={(next) => onChange({ ...rest, ...(next !== undefined && { bandwidth: next }) })}
      />
    </SpaceBetween>
  );
}
