/** Front door of the fleet: what can happen and what can be ordered. The pure step between the two grows here. */
export { eventVersion, type Event } from "./event.ts";
export { orderVersion, type Order } from "./order.ts";
