import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** What may be found in nothing that is served: who took a picture, where, and what else was put into its file. */
export const CANARY = 'zibelineduparc'

/** Something that runs, wherever a browser would read it as a page. */
export const SCRIPT = `<html><script>alert('${CANARY}')</script></html>`

/** A file as somebody sends it. */
export interface Sent {
  readonly bytes: Buffer
  readonly name?: string
  readonly type?: string
}

const colour = { width: 60, height: 40, channels: 3, background: { r: 10, g: 120, b: 60 } } as const
const plain = () => sharp({ create: colour })

const chunk = (type: string, data: Buffer): Buffer => {
  const all = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  all.writeUInt32BE(data.length, 0)
  all.writeUInt32BE(crc32(all.subarray(4, -4)), all.length - 4)
  return all
}

/** A black PNG of this size, eight bits a sample unless said otherwise: many pixels in few bytes. */
export function pixelBomb(width: number, height: number, { depth = 8, more = [] as Buffer[] } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(depth, 8)
  // What is beyond a million bytes is never written: the size that the header says is what counts.
  const rows = Buffer.alloc(Math.min((1 + Math.ceil((width * depth) / 8)) * height, 1_000_000))
  const start = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header)]
  return Buffer.concat([...start, ...more, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/** A picture that moves so many times, each time `side` pixels wide and high as far as it says. */
function moving(frames: number, side = 1): Buffer {
  const of = [side & 255, side >> 8, side & 255, side >> 8]
  const head = [...Buffer.from('GIF89a'), ...of, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
  const frame = Buffer.from([0x21, 0xf9, 4, 0, 1, 0, 0, 0, 0x2c, 0, 0, 0, 0, ...of, 0, 2, 2, 0x44, 1, 0])
  return Buffer.concat([Buffer.from(head), ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])])
}

/** A picture to a reader of pictures, and a script to a reader of scripts: its width is the opening of a comment. */
async function gifAndScript(): Promise<Buffer> {
  const gif = moving(1)
  gif.write('/*', 6, 'latin1')
  return Buffer.concat([gif, Buffer.from(`*/=1;alert('${CANARY}')//`)])
}

/** A comment within a JPEG, right after its start. */
async function jpegWithComment(words: string): Promise<Buffer> {
  const jpeg = await plain().jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), Buffer.from(words)])
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)])
}

const GPS = { GPSLatitudeRef: 'N', GPSLatitude: '44/1 50/1 0/1', GPSAreaInformation: CANARY }
const EXIF = { IFD0: { Artist: CANARY, Copyright: CANARY, Model: CANARY }, IFD3: GPS }
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${CANARY}"/></rdf:RDF></x:xmpmeta>`
const told = () => plain().withExif(EXIF).withXmp(XMP).withIccProfile('p3')

const png = () => plain().png().toBuffer()
const followed = async (by: string | Buffer) => Buffer.concat([await png(), Buffer.from(by)])
const text = (words: string) => chunk('tEXt', Buffer.from(`Comment\0${words}`, 'latin1'))

/** Pictures that carry something else: each of them is drawn anew. */
export const DRAWN: Readonly<Record<string, () => Promise<Sent>>> = {
  'a GIF that is a script too': async () => ({ bytes: await gifAndScript(), name: 'a.js', type: 'text/javascript' }),
  'a PNG followed by a page': async () => ({ bytes: await followed(SCRIPT), name: 'a.html', type: 'text/html' }),
  'a PNG followed by a zip': async () => ({ bytes: await followed(`PK\x03\x04${CANARY}`), name: 'a.zip' }),
  'a PNG with a page in its text': async () => ({ bytes: pixelBomb(9, 9, { more: [text(SCRIPT)] }) }),
  'a JPEG with a page in its comment': async () => ({ bytes: await jpegWithComment(SCRIPT) }),
  'a JPEG that says who took it and where': async () => ({ bytes: await told().jpeg().toBuffer() }),
  'a PNG that says who took it and where': async () => ({ bytes: await told().png().toBuffer() }),
  'a WebP that says who took it and where': async () => ({ bytes: await told().webp().toBuffer() }),
  'an AVIF that says who took it and where': async () => ({ bytes: await told().avif({ effort: 0 }).toBuffer() }),
  'a GIF that moves fifty thousand times': async () => ({ bytes: moving(50_000) }),
  'a picture called a page': async () => ({ bytes: await png(), name: 'index.html', type: 'text/html; charset=utf-7' }),
  'a picture whose name leads elsewhere': async () => ({ bytes: await png(), name: '../../../../tmp/zibelineduparc' }),
  'a picture whose name is markup': async () => ({ bytes: await png(), name: `"><img src=x onerror=${CANARY}>.png` }),
  'a picture with a very long name': async () => ({ bytes: await png(), name: `${CANARY.repeat(500)}.png` }),
}

const svg = (inner: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}</svg>`)
const cut = async (whole: Promise<Buffer>) => (await whole).subarray(0, -40)
const noisy = () => sharp({ create: { ...colour, noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
const image = (bytes: Buffer, name = 'a.png'): Sent => ({ bytes, name, type: 'image/png' })

/** What is no picture, or not a whole one. */
export const NO_PICTURES: Readonly<Record<string, () => Promise<Sent>>> = {
  'an SVG': async () => ({ bytes: svg('<script>alert(1)</script>'), name: 'a.svg', type: 'image/svg+xml' }),
  'an SVG called a PNG': async () => image(svg('<rect width="9" height="9"/>')),
  'an SVG that reads a file': async () => image(svg('<image href="file:///etc/hostname" width="9" height="9"/>')),
  'an SVG of entities': async () =>
    image(Buffer.from(`<!DOCTYPE s [<!ENTITY a "${'b'.repeat(999)}">]>${svg('<text>&a;</text>').toString()}`)),
  'a page called a PNG': async () => image(Buffer.from(SCRIPT)),
  'a script called a JPEG': async () => image(Buffer.from('alert(1)'), 'a.jpg'),
  'a PDF': async () => image(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), 'a.pdf'),
  'a TIFF': async () => image(await plain().tiff().toBuffer()),
  'raw bytes': async () => image(Buffer.alloc(5000, 7)),
  'a signature alone': async () => image(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  'a file of no bytes': async () => image(Buffer.alloc(0)),
  'a PNG cut short': async () => image(await cut(noisy().png().toBuffer())),
  'a JPEG cut short': async () => image(await cut(noisy().jpeg().toBuffer())),
  'a WebP cut short': async () => image(await cut(noisy().webp().toBuffer())),
}

/** Pictures that would take too much to draw. */
export const TOO_LARGE: Readonly<Record<string, () => Promise<Sent>>> = {
  'forty thousand million pixels': async () => image(pixelBomb(200_000, 200_000, { depth: 1 })),
  'forty-one million pixels': async () => image(pixelBomb(6400, 6410, { depth: 1 })),
  'a line of a million pixels': async () => image(pixelBomb(1_000_000, 40, { depth: 1 })),
  'sixteen bits a colour, twenty-one million times': async () => image(pixelBomb(4600, 4600, { depth: 16 })),
  'a GIF as large as can be said': async () => image(moving(1, 65_535)),
}
