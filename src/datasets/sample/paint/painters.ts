import { airliner, businessJet, propellerPlane } from './airplane.js';
import type { Painter } from './painter.js';
import { barge, containerShip, motorboat, sailboat, tanker } from './ship.js';
import { tank } from './storage-tank.js';
import { bus, car, truck, van } from './vehicle.js';

/** Every kind of object a scene can hold. */
export const painters = {
  motorboat,
  sailboat,
  barge,
  tanker,
  'container-ship': containerShip,
  car,
  van,
  truck,
  bus,
  airliner,
  'business-jet': businessJet,
  'propeller-plane': propellerPlane,
  tank,
} satisfies Record<string, Painter>;

export type ObjectKind = keyof typeof painters;
