namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>What a contract takes over from the interfaces it inherits.</summary>
public class InheritanceTests
{
    [Fact]
    public void A_derived_contract_serves_what_it_inherits_under_its_own_topic() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/{deviceId}/thermostat")]
        public partial interface IThermostat
        {
            Task<double> GetAsync(string deviceId);

            Task SetAsync(double celsius);
        }

        [MqttService("boilers/{boiler}")]
        public partial interface IBoiler : IThermostat
        {
            Task IgniteAsync(string boiler);
        }
        """));

    [Fact]
    public void A_diamond() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("device")]
        public partial interface IDevice
        {
            Task PingAsync();
        }

        [MqttService("lamp")]
        public partial interface ILamp : IDevice
        {
            Task OnAsync();
        }

        [MqttService("fan")]
        public partial interface IFan : IDevice
        {
            Task SpinAsync();
        }

        [MqttService("lampfan")]
        public partial interface ILampFan : ILamp, IFan
        {
            Task BothAsync();
        }
        """));

    [Fact]
    public void Two_bases_with_members_of_one_name() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("left")]
        public partial interface ILeft
        {
            [MqttMethod(Name = "left")]
            Task<int> GetAsync(int value = 1);

            [MqttMethod(Name = "leftOnly")]
            Task<int> SameAsync();
        }

        [MqttService("right")]
        public partial interface IRight
        {
            [MqttMethod(Name = "right")]
            Task<string> GetAsync(int value = 2);

            [MqttMethod(Name = "rightOnly")]
            Task<int> SameAsync();
        }

        [MqttService("both")]
        public partial interface IBoth : ILeft, IRight { }
        """));

    [Fact]
    public void A_member_that_hides_an_inherited_one() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("base")]
        public partial interface IBase
        {
            Task<int> GetAsync();
        }

        [MqttService("derived")]
        public partial interface IDerived : IBase
        {
            new Task<string> GetAsync();
        }
        """));

    [Fact]
    public void A_base_that_is_no_service() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public interface IHasName<T>
        {
            T Name { get; set; }

            Task RenameAsync(T name);
        }

        [MqttService("lamp")]
        public partial interface ILamp : IHasName<string>, IEnumerable<int>, IComparable<ILamp>
        {
            Task OnAsync();
        }
        """));

    [Fact]
    public void A_base_method_that_the_contract_implements() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("base")]
        public partial interface IBase
        {
            Task<int> GetAsync();

            Task<int> CountAsync();
        }

        [MqttService("derived")]
        public partial interface IDerived : IBase
        {
            Task<int> IBase.GetAsync() => Task.FromResult(1);
        }
        """));
}
