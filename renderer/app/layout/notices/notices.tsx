import Alert from '@cloudscape-design/components/alert';
import { ErrorDetail } from '../../../components/error-detail.tsx';
import type { useNotices } from '../../providers/use-notices.ts';

type Props = Pick<ReturnType<typeof useNotices>, 'notices' | 'dismissed'>;

/** Dismissible notices. */
export function Notices({ notices, dismissed }: Props) {
  return notices.map(({ id, notice }) => (
    <div key={id} role="status">
      <Alert type={notice.type} dismissible dismissAriaLabel="Dismiss" onDismiss={() => dismissed(id)}>
        {notice.type === 'error' ? notice.error.message : notice.text}
        {notice.type === 'error' && <ErrorDetail error={notice.error} />}
      </Alert>
    </div>
  ));
}
