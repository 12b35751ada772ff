import sharp, { type Metadata, type Sharp } from 'sharp'
import { Refusal } from '@terreau/shared/refusals.ts'
import { Turns } from './turns.ts'

const MAX_PIXELS = 40_000_000
/** A picture a million pixels wide and forty high takes 1.6 GB to read; one this wide takes no more than others. */
const MAX_SENT_SIDE = 20_000
const MAX_SIDE = 2000
const SECONDS = 20
const READ = new Set(['jpeg', 'png', 'webp', 'gif', 'heif'])

/** Programs that read anything else (SVG, TIFF, PDF) are never given a byte. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
})

/**
 * A crafted picture of a few hundred bytes takes up to 350 MB and three seconds to draw. One at a time, the threads
 * that also read files stay free and what several take does not add up.
 */
const drawing = new Turns(1)

/** A picture of ours: WebP, at most 2,000 pixels a side, nothing in it but what is seen. */
export interface Drawn {
  readonly data: Buffer
  readonly info: { readonly width: number; readonly height: number }
}

/** Draws a picture anew, its first one where it moves; what is none, too large or too slow to read is refused. */
export async function redraw(sent: Buffer): Promise<Drawn> {
  // sharp takes an empty buffer for a defect.
  if (sent.length === 0) throw new Refusal('file.not-an-image')
  return drawing.take(async () => {
    const image = sharp(sent, { limitInputPixels: MAX_PIXELS, animated: false })
    const about = await image.metadata().catch((cause: unknown) => {
      throw unreadable(cause)
    })
    if (!READ.has(about.format)) throw new Refusal('file.not-an-image')
    if (isTooLarge(about)) throw new Refusal('file.too-many-pixels')
    return drawn(image)
  })
}

/** AVIF and sixteen bits a colour take twice the memory, so they may have half the pixels. */
function isTooLarge({ format, depth, width, height }: Metadata): boolean {
  const most = format === 'heif' || depth === 'ushort' ? MAX_PIXELS / 2 : MAX_PIXELS
  return Math.max(width, height) > MAX_SENT_SIDE || width * height > most
}

function unreadable(cause: unknown): Refusal {
  const isLarge = cause instanceof Error && cause.message.includes('pixel limit')
  return new Refusal(isLarge ? 'file.too-many-pixels' : 'file.not-an-image')
}

async function drawn(image: Sharp): Promise<Drawn> {
  return image
    .rotate()
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: SECONDS })
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw unreadable(cause)
    })
}
