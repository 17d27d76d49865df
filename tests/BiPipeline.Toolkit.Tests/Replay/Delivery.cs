namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A step of a delivery schedule; numbers are taken modulo what there is to choose from, so that any list of steps is a schedule.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Shard">Which of the shards that have something to deliver.</param>
/// <param name="Records">How many records at most.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Put">At which put, counted from 1.</param>
sealed record Delivery(DeliveryKind Kind, int Shard, int Records, DeliveryFault Fault, int Put);
