namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A step of a delivery schedule. Numbers are modulo the choices, so that any list of steps is a schedule.</summary>
/// <param name="Kind">The action.</param>
/// <param name="Shard">The shard, among those with records to deliver.</param>
/// <param name="Records">Largest number of records.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Put">Number of the put with the fault, from 1.</param>
sealed record Delivery(DeliveryKind Kind, int Shard, int Records, DeliveryFault Fault, int Put);
