import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import type { ComponentProps } from 'react';
import { useState } from 'react';
import type { Route } from '../../../shared/models/route.ts';
import { describeRouteBriefly, routeKey, routeProblem, withRoutePinToggled } from './route-list.ts';
import { RouteRows } from './route-rows.tsx';

type Props = Omit<ComponentProps<typeof RouteRows>, 'shown'> & {
  /** The route that is selected; undefined while a side is incomplete. */
  readonly current: Route | undefined;
  readonly variant: 'normal' | 'inline-icon';
  /** Whether the routes of the demo are shown, or those of the AWS files. */
  readonly isDemo: boolean;
};

const pinItem = 'pin';
const allItem = 'all';

/** A menu of the pinned and recent routes, with the pin of the current one, and all routes in a dialog. */
export function RoutesMenu({ current, variant, isDemo, ...rows }: Props) {
  const { profiles, onOpen, onChange } = rows;
  const routes = rows.routes.filter((route) => route.isDemo === isDemo);
  const [showsAll, setShowsAll] = useState(false);
  const currentKey = current && routeKey(current);
  const isPinned = routes.some((each) => each.isPinned && routeKey(each) === currentKey);
  const toItem = (route: Route): ButtonDropdownProps.Item => {
    const problem = routeProblem(route, profiles);
    return {
      id: routeKey(route),
      text: describeRouteBriefly(route),
      iconName: route.isPinned ? 'star-filled' : 'history',
      disabled: problem !== undefined,
      ...(problem !== undefined && { disabledReason: problem }),
    };
  };
  if (routes.length === 0 && !current) return null;

  const run = (id: string): void => {
    if (id === allItem) return setShowsAll(true);
    if (id === pinItem) return current && onChange(withRoutePinToggled(rows.routes, current));
    const route = routes.find((each) => routeKey(each) === id);
    if (route) onOpen(route);
  };

  return (
    <>
      <ButtonDropdown
        variant={variant}
        ariaLabel="Routes"
        expandToViewport
        items={[
          ...routes.map(toItem),
          ...(current
            ? [
                {
                  id: pinItem,
                  text: isPinned ? 'Unpin this route' : 'Pin this route',
                  iconName: isPinned ? ('star' as const) : ('star-filled' as const),
                },
              ]
            : []),
          {
            id: allItem,
            text: 'Manage routes…',
            iconName: 'settings' as const,
            disabled: routes.length === 0,
          },
        ]}
        onItemClick={({ detail }) => run(detail.id)}
      >
        {variant === 'normal' ? 'Routes' : undefined}
      </ButtonDropdown>
      {showsAll && (
        <Modal
          data-modal
          visible
          size="large"
          header="Routes"
          closeAriaLabel="Close"
          onDismiss={() => setShowsAll(false)}
        >
          {routes.length === 0 ? (
            <Box color="text-body-secondary">No routes.</Box>
          ) : (
            <RouteRows
              {...rows}
              shown={routes}
              onOpen={(route) => {
                setShowsAll(false);
                onOpen(route);
              }}
            />
          )}
        </Modal>
      )}
    </>
  );
}
