import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorBoundary } from './providers/error-boundary.tsx';
import { createQueryClient } from './providers/query-client.ts';
import { TableViewsProvider } from './providers/table-views-provider.tsx';
import { Shell } from './shell/shell.tsx';

interface Props {
  /** Called once the first screen has its data. */
  readonly onUsable?: () => void;
}

/** The app with its providers. */
export function App({ onUsable }: Props) {
  const [client] = useState(createQueryClient);
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={client}>
        <ErrorBoundary>
          <TableViewsProvider>
            <Shell onUsable={onUsable} />
          </TableViewsProvider>
        </ErrorBoundary>
      </QueryClientProvider>
    </I18nProvider>
  );
}
