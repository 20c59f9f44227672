import type { BenchImage } from '../workloads/workloads.ts';
import { equalImages, mixedImage } from '../workloads/workloads.ts';
import type { BenchNetwork } from './networks.ts';
import { networks } from './networks.ts';

/** A copy that every contender performs. */
export interface BenchCase {
  /** `network/workload`, which `--only` selects. */
  readonly name: string;
  readonly network: BenchNetwork;
  readonly workload: string;
  readonly images: readonly BenchImage[];
  /** Whether everything is at the destination before. */
  readonly isThere: boolean;
}

const MB = 1_000_000;

const copyOf = (
  network: BenchNetwork,
  name: string,
  workload: string,
  images: readonly BenchImage[],
): BenchCase => ({ name: `${network.name}/${name}`, network, workload, images, isThere: false });

/** @param scale of the bytes; 1 for the sizes that the limits are for. */
export function casesOf(scale: number): readonly BenchCase[] {
  const bytes = (megabytes: number): number => Math.round(megabytes * scale * MB);
  const twelve = (network: BenchNetwork, megabytes: number): BenchCase =>
    copyOf(network, 'twelve', '12 layers', [mixedImage(`${network.name} twelve`, bytes(megabytes))]);
  const single = (network: BenchNetwork, megabytes: number): BenchCase =>
    copyOf(network, 'single', 'one layer', [
      { layers: [[`${network.name} single`, bytes(megabytes)]], tags: ['v1'] },
    ]);
  const there = (network: BenchNetwork): BenchCase => ({
    ...copyOf(network, 'there', '12 layers, all there', [mixedImage(`${network.name} there`, bytes(10))]),
    isThere: true,
  });
  const images = (name: string, count: number, megabytes: number): BenchCase =>
    copyOf(
      networks.distant,
      name,
      `${count} images, shared layers`,
      equalImages(name, count, bytes(megabytes)),
    );
  return [
    twelve(networks.loopback, 400),
    single(networks.loopback, 1000),
    there(networks.loopback),
    twelve(networks.lan, 400),
    twelve(networks.distant, 125),
    images('many', 40, 52),
    // Few bytes, so that ECR's quota of PutImage decides.
    images('quota', 200, 50),
    there(networks.distant),
    twelve(networks.lossy, 40),
    single(networks.lossy, 40),
  ];
}
