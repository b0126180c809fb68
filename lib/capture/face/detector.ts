import Human, { type Config } from '@vladmandic/human'
import { drawScaled, releaseCanvas } from '../canvas'
import { lightOf } from '../checks/one-face'
import { cropped, luminanceOf } from '../luminance'
import settings from './detector.json'
import { type Face, faceOf } from './face'
import type { FaceReport } from './face-guidance'

/** Faces are looked for at this size: the model itself sees 256 px. */
const LOOKED_AT = 480

type Pixels = { data: Uint8ClampedArray; width: number; height: number }

let human: Promise<Human> | null = null

/**
 * The face detector: MediaPipe's BlazeFace and face mesh, in the browser alone. `models` is the address from which its
 * files come; at the first call they are fetched, 2.6 MB in all.
 */
async function detector(models: string): Promise<Human> {
  human ??= start(models)
  human.catch(() => {
    human = null
  })
  return human
}

async function start(models: string): Promise<Human> {
  const detector = new Human({
    ...(settings as Partial<Config>),
    ...{ backend: 'wasm', modelBasePath: models, wasmPath: models, wasmPlatformFetch: true, cacheModels: false },
  })
  await detector.load()
  // The first frame is slow: better now than when somebody looks.
  await facesIn(detector, { data: new Uint8ClampedArray(256 * 256 * 4), width: 256, height: 256 })
  return detector
}

/** Everything that is done with faces. It runs in a worker of its own. */
export const faceWork = {
  /** Answers once faces can be found. */
  ready: async (models: string) => Boolean(await detector(models)),
  /** What one frame of the front camera shows. Closes it. */
  async look(frame: VideoFrame | ImageBitmap, models: string): Promise<FaceReport> {
    const [width, height] =
      'codedWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height]
    const { canvas, context } = drawScaled(frame, width, height, Math.min(1, LOOKED_AT / Math.max(width, height)))
    frame.close()
    try {
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
      const faces = await facesIn(await detector(models), pixels)
      const [face] = faces
      const plane = luminanceOf(pixels)
      const [light] = lightOf(face ? cropped(plane, face.box) : plane)
      return { faces, light: light?.code ?? null, shape: width / height }
    } finally {
      releaseCanvas(canvas)
    }
  },
}
export type FaceWork = typeof faceWork

async function facesIn(detector: Human, { data, width, height }: Pixels): Promise<Face[]> {
  const rgb = new Float32Array(width * height * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    rgb[to++] = data[from] ?? 0
    rgb[to++] = data[from + 1] ?? 0
    rgb[to++] = data[from + 2] ?? 0
  }
  const tensor = detector.tf.tensor(rgb, [1, height, width, 3])
  try {
    const { face } = await detector.detect(tensor as Parameters<Human['detect']>[0])
    return face.map(({ boxRaw: [left, top, wide, high], mesh }) =>
      faceOf({ left, top, right: left + wide, bottom: top + high }, mesh),
    )
  } finally {
    detector.tf.dispose(tensor)
  }
}
