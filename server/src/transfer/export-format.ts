import type { PageId, Slug } from '@terreau/shared/ids.ts'

/** What the manifest of an export calls itself. */
export const EXPORT_FORMAT = 'terreau-export'

interface HashedFile {
  readonly path: string
  readonly sha256: string
}

/** A page as the manifest of an export tells of it. */
export interface ExportedPage {
  readonly id: PageId
  readonly slug: Slug
  readonly title: string
  readonly type: string
  readonly lang: string
  /** The last update in it. */
  readonly seq: number
  readonly visibility: string
  readonly licence: string
  /** What whoever copies it has to say. */
  readonly credit: string
  readonly files: readonly HashedFile[]
  readonly pictures: readonly HashedFile[]
}

/** A page that was merged: its address and its id lead to another page of the export. */
export interface ExportedMerge {
  readonly page: PageId
  readonly slug: Slug
  readonly into: PageId
}

/** What an export says of itself, in `manifest.json`. */
export interface ExportManifest {
  readonly format: typeof EXPORT_FORMAT
  readonly version: 1
  readonly madeAt: string
  /** The address of the wiki. */
  readonly from: string
  readonly pages: readonly ExportedPage[]
  readonly merged: readonly ExportedMerge[]
}
