import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  readonly isExporting: boolean;
  /** Whether there is anything that fits the filter. */
  readonly canExport: boolean;
  readonly canClear: boolean;
  readonly onExport: (format: 'csv' | 'json') => void;
  readonly onClear: () => void;
  readonly onExportAndDelete: () => void;
}

/** What can be done with the history as a whole. */
export function HistoryActions({
  isExporting,
  canExport,
  canClear,
  onExport,
  onClear,
  onExportAndDelete,
}: Props) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        items={[
          { id: 'csv', text: 'As CSV, a line per image' },
          { id: 'json', text: 'As JSON, everything' },
        ]}
        loading={isExporting}
        disabled={!canExport}
        onItemClick={({ detail }) => onExport(detail.id === 'csv' ? 'csv' : 'json')}
      >
        Export
      </ButtonDropdown>
      <Button disabled={!canClear} onClick={onExportAndDelete}>
        Export and delete older than…
      </Button>
      <Button disabled={!canClear} onClick={onClear}>
        Clear…
      </Button>
    </SpaceBetween>
  );
}
