import { parseXml } from './parse.js';
import type { XmlReading } from './reading.js';
import { scanPlainXml } from './scan.js';
import type { XmlShape } from './shape.js';

/** Reads the wanted elements of an XML document, up to its end or the first fault. Never throws for bad content. */
export function readXml(text: string, shape: XmlShape): XmlReading {
  return scanPlainXml(text, shape) ?? parseXml(text, shape);
}
