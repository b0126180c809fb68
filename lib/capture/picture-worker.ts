import { expose } from 'comlink'
import { pictureWork } from './picture-work'

expose(pictureWork)
