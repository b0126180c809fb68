/** The browsers whose own way to allow a camera we can tell, step by step; `other` is told in general words. */
export type PermissionWay = 'chrome' | 'chrome_phone' | 'safari' | 'safari_phone' | 'firefox' | 'app' | 'other'

/** Which way leads to a camera that was refused. `touches`: how many fingers the screen feels; iPads say they are Macs. */
export function permissionWay(userAgent: string, touches: number): PermissionWay {
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touches > 1)
  const isAndroid = /Android/.test(userAgent)
  // A web view of another app: the system asks for the app, and only its settings change the answer.
  if (isAndroid && /; wv\)/.test(userAgent)) return 'app'
  if (isApple && !/Safari\//.test(userAgent)) return 'app'
  if (/Firefox\//.test(userAgent)) return isAndroid ? 'other' : 'firefox'
  // All browsers of iPhones but Safari have the permission of their app.
  if (isApple) return /CriOS|FxiOS|EdgiOS|OPiOS/.test(userAgent) ? 'app' : 'safari_phone'
  if (/Chrom(e|ium)\//.test(userAgent)) return isAndroid ? 'chrome_phone' : 'chrome'
  return /Macintosh.*Safari\//.test(userAgent) ? 'safari' : 'other'
}
