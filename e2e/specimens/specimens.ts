import { join } from 'node:path'

export const SPECIMEN_FOLDER = process.env.KYC_SPECIMENS ?? 'test-results/specimens'

const NAMES = {
  passport: 'passport.jpg',
  passportPhoto: 'passport-photo.jpg',
  polishPassport: 'passport-polish.jpg',
  phonePhoto: 'phone-photo.jpg',
  scannedLetter: 'scanned-letter.pdf',
  idCardFront: 'id-card-front.jpg',
  idCardBack: 'id-card-back.jpg',
  licenceFront: 'driving-licence-front.jpg',
  licenceBack: 'driving-licence-back.jpg',
  utilityBill: 'utility-bill.pdf',
  polishBill: 'utility-bill-polish.pdf',
  utilityBillPicture: 'utility-bill.png',
  bankStatement: 'bank-statement.pdf',
  blurred: 'passport-blurred.jpg',
  dark: 'passport-dark.jpg',
  glare: 'passport-glare.jpg',
  small: 'passport-small.jpg',
  garden: 'garden.jpg',
  truncated: 'passport-truncated.jpg',
  textAsPicture: 'notes.jpg',
  empty: 'empty.png',
  encrypted: 'locked.pdf',
  enormous: 'enormous.png',
  animation: 'wave.gif',
  camera: 'camera.mjpeg',
  filmedPolish: 'camera-polish.mjpeg',
  filmedBlurred: 'camera-blurred.mjpeg',
  filmedDark: 'camera-dark.mjpeg',
  filmedGlare: 'camera-glare.mjpeg',
  filmedFar: 'camera-far.mjpeg',
  filmedCut: 'camera-cut.mjpeg',
  filmedTable: 'camera-table.mjpeg',
  selfie: 'selfie.jpg',
  filmedFaceFar: 'camera-face-far.mjpeg',
} as const

/** Where each specimen lies once it has been drawn. */
export const SPECIMENS = Object.fromEntries(
  Object.entries(NAMES).map(([name, file]) => [name, join(SPECIMEN_FOLDER, file)]),
) as { readonly [Name in keyof typeof NAMES]: string }
