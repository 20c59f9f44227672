/** ECR's quotas and field limits (service quotas page and service model); sizes in bytes. */
export declare const limits: {
  /** What InitiateLayerUpload answers as `partSize`. */
  readonly partSize: number;
  readonly smallestPart: number;
  readonly largestPart: number;
  readonly partsPerLayer: 4200;
  readonly layerSize: number;
  readonly layersPerImage: 500;
  readonly manifestSize: number;
  readonly tagsPerImage: 1000;
  readonly imagesPerRepository: 100000;
  readonly repositoriesPerRegistry: 100000;
  readonly resourceTags: 50;
};
/** What an upload's parts must measure, in bytes. */
export interface PartSizes {
  /** What InitiateLayerUpload answers as `partSize`. */
  readonly proposed: number;
  /** Of every part but the last. */
  readonly smallest: number;
}
/** ECR's own. */
export declare const ecrPartSizes: PartSizes;
