/** The path of the face detector's files. It contains the version, so that browsers can cache them forever. */
export const FACE_MODELS = '/inapp/api/face-models/3.3.6/'

/** The files and their locations in the installed packages. */
export const FACE_MODEL_FILES: Readonly<Record<string, string>> = {
  'blazeface.json': '@vladmandic/human/models/blazeface.json',
  'blazeface.bin': '@vladmandic/human/models/blazeface.bin',
  'facemesh.json': '@vladmandic/human/models/facemesh.json',
  'facemesh.bin': '@vladmandic/human/models/facemesh.bin',
  'tfjs-backend-wasm.wasm': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
}
