import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  readonly isExporting: boolean;
  /** Whether any entry matches the filter. */
  readonly canExport: boolean;
  readonly canClear: boolean;
  /** Whether there are entries other than those of the demo. */
  readonly canDeleteOlder: boolean;
  readonly onExport: (format: 'csv' | 'json') => void;
  readonly onClear: () => void;
  readonly onExportAndDelete: () => void;
}

/** Exports and clears the history. */
export function HistoryActions({
  isExporting,
  canExport,
  canClear,
  canDeleteOlder,
  onExport,
  onClear,
  onExportAndDelete,
}: Props) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        items={[
          { id: 'csv', text: 'CSV, one row per image' },
          { id: 'json', text: 'JSON, all fields' },
        ]}
        loading={isExporting}
        disabled={!canExport}
        onItemClick={({ detail }) => onExport(detail.id === 'csv' ? 'csv' : 'json')}
      >
        Export
      </ButtonDropdown>
      <Button disabled={!canDeleteOlder} onClick={onExportAndDelete}>
        Export and delete older than…
      </Button>
      <Button disabled={!canClear} onClick={onClear}>
        Clear history…
      </Button>
    </SpaceBetween>
  );
}
