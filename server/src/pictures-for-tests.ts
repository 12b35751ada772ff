import sharp from 'sharp'

const hue = (): number => Math.floor(Math.random() * 256)

/** A small picture, of another colour each time. */
export async function picture(): Promise<Buffer> {
  const background = { r: hue(), g: hue(), b: hue() }
  return sharp({ create: { width: 24, height: 24, channels: 3, background } })
    .png()
    .toBuffer()
}
