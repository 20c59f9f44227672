import Container from '@cloudscape-design/components/container';
import type { HeaderProps } from '@cloudscape-design/components/header';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';

interface Props extends Pick<HeaderProps, 'info' | 'description' | 'actions'> {
  readonly title: ReactNode;
  readonly heading?: 'h1' | 'h2';
  readonly children: ReactNode;
}

/** A part of a page in a container of its own, with a heading. */
export const Section = ({ title, heading = 'h2', children, ...header }: Props) => (
  <Container
    header={
      <Header variant={heading} {...header}>
        {title}
      </Header>
    }
  >
    {children}
  </Container>
);
