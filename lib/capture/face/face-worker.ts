import { expose } from 'comlink'
import { faceWork } from './detector'

expose(faceWork)
