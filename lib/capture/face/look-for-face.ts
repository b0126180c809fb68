import type { PreparedFile } from '../prepare-file'
import { faceService } from './face-service'

/** How long a person waits for it, in milliseconds: the server looks again. */
const PATIENCE = 8_000

/** A selfie with what the face detector has to say of it: nothing where it does not start, or is not there in time. */
export async function lookForFace(prepared: PreparedFile): Promise<PreparedFile> {
  if (prepared.kind !== 'picture') return prepared
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null))
  const look = async () => (await faceService())?.look(await createImageBitmap(prepared.file)) ?? null
  const report = await Promise.race([look().catch(() => null), late])
  if (!report || report.faces.length === 1) return prepared
  const code = report.faces.length === 0 ? 'NO_FACE' : 'SEVERAL_FACES'
  return { ...prepared, findings: [...prepared.findings, { code, score: report.faces.length }] }
}
