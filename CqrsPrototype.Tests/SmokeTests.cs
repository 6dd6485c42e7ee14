namespace CqrsPrototype.Tests;
public sealed class SmokeTests { [Fact] public void Runs() => 1.Should().Be(1); }
