import Button from '@cloudscape-design/components/button';
import { formatCount } from '../../../shared/format/counts.ts';
import type { ExecutionRequest, ExecutionRoute, ItemRegistry } from '../../../shared/models/execution.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import { useReadRoutes } from './api.ts';
import styles from './execution-card.module.css';

interface Props {
  readonly request: ExecutionRequest;
  readonly onCompare: (route: ExecutionRoute) => void;
}

const describe = ({ accountId, region }: ItemRegistry): string => `${accountId} ${region}`;

/** Opens the comparison of what an execution copied; asks for the route where it has several. */
export function CompareLine({ request, onCompare }: Props) {
  const { data, error, isPending, mutate } = useReadRoutes();
  const start = (): void =>
    mutate(request, {
      onSuccess({ routes: [first, ...others], isComplete }) {
        if (first && others.length === 0 && isComplete) onCompare(first);
      },
    });
  if (error) return <ErrorLine error={toErrorData(error)} actions={{ retry: start }} />;
  if (data?.routes.length === 0)
    return (
      <div className={styles.faint}>
        Step Functions does not show the images of this execution. Choose both sides to compare them.
      </div>
    );
  return (
    <div className={styles.compare}>
      {data && (data.routes.length > 1 || !data.isComplete) ? (
        data.routes.map((route) => (
          <Button
            key={`${describe(route.source)} ${describe(route.destination)}`}
            variant="inline-link"
            onClick={() => onCompare(route)}
          >
            Compare {describe(route.source)} with {describe(route.destination)} (
            {formatCount(route.pairs.length, 'repository', 'repositories')})
          </Button>
        ))
      ) : (
        <Button loading={isPending} loadingText="Reading the images" onClick={start}>
          Compare
        </Button>
      )}
      {data?.isComplete === false && (
        <span className={styles.faint}>Not all images were read, so repositories can be missing.</span>
      )}
    </div>
  );
}
